/** Rows that tables have in common: those of a protocol's bands. */
import type { Bands } from '../protocol/bands.ts';
import type { RowOfTable, Scope } from './definition.ts';

const UNITS: Record<Bands['unit'], (id: string) => string> = {
  episodes: (id) => (id === '1' ? '1 episode' : `${id.replace('-', ' to ').replace('+', ' or more')} episodes`),
  'elapsed hours': (id) =>
    id.replace('-', ' to ').replace(/(\d)h/, '$1 hours').replace(/(\d)d/, '$1 days').replace('+', ' or more'),
  miles: (id) =>
    id.endsWith('+') ? `Over ${id.replace(/mi\+$/, '')} miles` : `${id.replace('-', ' to ').replace('mi', '')} miles`,
  'completed years': (id) => `Aged ${id.replace('-', ' to ')}`,
};

/**
 * The rows of a protocol's bands, each with the name people read.
 * @source the protocol that states the bands
 */
export function rowsOfBands(bands: Bands): RowOfTable[] {
  return bands.bands.map(({ id }) => ({ id, title: UNITS[bands.unit](id) }));
}

/** A code as people read it: `thames-valley` is Thames valley. @source our judgement: codes of agencies and areas are their names */
export function nameOfCode(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Rows of the bands that the protocol of a scope states. @source the protocol that states the bands */
export function bandRows(choose: (scope: Scope) => Bands): (scope: Scope) => RowOfTable[] {
  return (scope) => rowsOfBands(choose(scope));
}
