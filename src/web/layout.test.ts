import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notificationBanner } from './components/notification-banner.ts';
import { html } from './html.ts';
import { type PageOptions, mainNavigation, page } from './layout.ts';

const aPage: PageOptions = {
  title: 'Worklist',
  requester: { displayName: 'Asha <Field>', agencyName: 'Loamshire' },
  navigation: mainNavigation,
  currentPath: '/worklist',
  body: html`<h1>Worklist</h1>`,
  csrfToken: 'the-token',
};

describe('a page', () => {
  it('is in British English, says what it is, and can be skipped to its content', () => {
    const text = page(aPage);
    assert.match(text, /^<!DOCTYPE html>\n<html lang="en-GB" class="govuk-template">/);
    assert.ok(text.includes('<title>Worklist – Homeward</title>'));
    assert.ok(text.indexOf('href="#main-content"') < text.indexOf('<header'));
    assert.ok(text.includes('<main class="govuk-main-wrapper" id="main-content">'));
  });

  it('says in its title that something is wrong, and lists it first with the way to it', () => {
    const text = page({ ...aPage, errors: [{ text: 'Enter a name', href: '#name' }] });
    assert.ok(text.includes('<title>Error: Worklist – Homeward</title>'));
    assert.ok(text.indexOf('<a href="#name">Enter a name</a>') < text.indexOf('<h1>Worklist'));
  });

  it('marks where we are: this page, or a page below it', () => {
    assert.match(page(aPage), /href="\/worklist" aria-current="page"/);
    assert.match(page({ ...aPage, currentPath: '/children/7' }), /href="\/children" aria-current="true"/);
    assert.doesNotMatch(page({ ...aPage, currentPath: '/reports-of-old' }), /aria-current/);
  });

  it('shows the pages of the place where we are in a row, and nowhere else', () => {
    const pages = [
      { text: 'Ledger', href: '/return-interviews' },
      { text: 'Allocation', href: '/return-interviews/allocation' },
    ];
    const navigation = [...mainNavigation, { text: 'Return interviews', href: '/return-interviews', pages }];
    const there = page({ ...aPage, navigation, currentPath: '/return-interviews/allocation' });
    assert.match(there, /<nav class="homeward-sub-navigation" aria-label="Return interviews">/);
    assert.match(there, /href="\/return-interviews\/allocation" aria-current="page"/);
    assert.match(there, /href="\/return-interviews" aria-current="true"/);
    assert.doesNotMatch(page({ ...aPage, navigation }), /homeward-sub-navigation/);
  });

  it('says who is signed in, and signs out by a form with the token', () => {
    const text = page(aPage);
    assert.ok(text.includes('Signed in as <strong>Asha &lt;Field&gt;</strong>, Loamshire'));
    assert.match(
      text,
      /<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="_csrf" value="the-token">/,
    );
  });

  it('shows no navigation and nobody before signing in', () => {
    const text = page({ ...aPage, requester: null });
    assert.doesNotMatch(text, /Signed in as|Sign out|<nav/);
  });

  it('has no style or script of its own, and nothing from another site', () => {
    const text = page({
      ...aPage,
      phase: { tag: { text: 'Demonstration' }, text: 'Every child here is invented.' },
      backLink: '/',
      banner: notificationBanner({ text: 'Saved', type: 'success' }),
    });
    assert.doesNotMatch(
      text,
      /\sstyle=|<style|\son[a-z]+=|<script(?! (?:type="module" )?src="\/assets\/)|https?:\/\/(?!www\.w3\.org)/,
    );
    assert.ok(text.includes('Every child here is invented.'));
  });

  it('wears no crown', () => {
    assert.doesNotMatch(page(aPage), /crown|GOV\.UK/i);
  });
});
