/** Taking out a file of children's rows as a person does: a purpose first, then the file. */
import type { Answer, Visitor } from './visit.ts';

/** Asks for a file and fetches it; where it is refused on the way, the refusal. */
export async function takeOut(
  visitor: Visitor,
  query: Readonly<Record<string, string>>,
  purpose = 'correct-and-send-again',
): Promise<Answer & { readonly page: string }> {
  const asked = await visitor.post(`/exports/new?${new URLSearchParams(query).toString()}`, { purpose });
  if (asked.location === null) return { ...asked, page: '' };
  return { ...(await visitor.post(`${asked.location}/download`)), page: asked.location };
}
