import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type FieldProblem, Refused, notFound } from './refusal.ts';

/** What a JSON body says, checked. A name that the schema does not know is refused: it may be a slip of the pen for one that it does. */
export function readBody<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  const read = strict.safeParse(request.body);
  if (!read.success) throw new Refused(400, 'What was sent is not as it should be.', problemsOf(read.error));
  return read.data as z.output<S>;
}

/** The parts of an address. One that cannot be an address of ours leads nowhere. */
export function readParams<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const read = schema.safeParse(request.params);
  if (!read.success) throw notFound();
  return read.data;
}

/** What stands after the question mark of an address. */
export function readQuery<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const read = schema.safeParse(request.query);
  if (!read.success) throw new Refused(400, 'The address asks for something that cannot be.', problemsOf(read.error));
  return read.data;
}

/** The fields of a posted form as they were typed, without the form token. A field sent twice is a list. */
export function readFields(request: FastifyRequest): Readonly<Record<string, string | readonly string[]>> {
  const body = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body as Record<string, unknown>).filter(
      (field): field is [string, string | string[]] =>
        field[0] !== '_csrf' &&
        (typeof field[1] === 'string' || (Array.isArray(field[1]) && field[1].every((one) => typeof one === 'string'))),
    ),
  );
}

/** A number that we gave to something, out of an address: 1 or more. */
export const idInPath: z.ZodType<number> = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number)
  .refine(Number.isSafeInteger);

/** What zod found, as pointers into what was sent. Never repeats the value. */
export function problemsOf(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.flatMap((issue): readonly FieldProblem[] => {
    const pointer = issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        detail: 'there is no field of this name',
      }));
    }
    return [{ pointer, detail: issue.message }];
  });
}
