/** Something that whoever runs Homeward can put right: its message says what is wrong and the way out, and is shown without a stack. */
export class SetupError extends Error {
  override name = 'SetupError';
}
