import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, classNames, wordsFor } from './content.ts';
import { type FieldOptions, singleField, surrounded } from './form-group.ts';

/** Options of the Design System's file upload. */
export type FileUploadOptions = FieldOptions & {
  readonly disabled?: boolean | undefined;
  readonly multiple?: boolean | undefined;
  /** Adds a place to drop files, where script runs. */
  readonly javascript?: boolean | undefined;
  readonly wrapperClasses?: Maybe<string>;
  readonly wrapperAttributes?: Attributes | undefined;
  readonly chooseFilesButtonText?: string | undefined;
  readonly noFileChosenText?: string | undefined;
  readonly multipleFilesChosenText?: Readonly<Record<string, string>> | undefined;
  readonly dropInstructionText?: string | undefined;
  readonly enteredDropZoneText?: string | undefined;
  readonly leftDropZoneText?: string | undefined;
};

/** A file from the person's own machine. */
export function fileUpload(o: FileUploadOptions): Html {
  return singleField(o, (id, describedBy) => {
    const element = html`<input class="${classNames('govuk-file-upload', o.classes, o.errorMessage && 'govuk-file-upload--error')}" id="${id}" name="${o.name}" type="file"${
      o.disabled ? html` disabled` : ''
    }${o.multiple ? html` multiple` : ''}${attribute('aria-describedby', describedBy)}${attributes(o.attributes)}>`;
    return surrounded(o.formGroup, o.javascript ? dropZone(o, element) : element);
  });
}

function dropZone(o: FileUploadOptions, element: Html): Html {
  return html`<div class="${classNames('govuk-file-upload-wrapper', o.wrapperClasses)}" data-module="govuk-file-upload"${wordsFor('choose-files-button', o.chooseFilesButtonText)}${wordsFor('no-file-chosen', o.noFileChosenText)}${wordsFor('multiple-files-chosen', o.multipleFilesChosenText)}${wordsFor('drop-instruction', o.dropInstructionText)}${wordsFor('entered-drop-zone', o.enteredDropZoneText)}${wordsFor('left-drop-zone', o.leftDropZoneText)}${attributes(o.wrapperAttributes)}>
${element}
</div>`;
}
