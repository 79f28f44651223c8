/** A name as partners see each other: first name and initial. Empty for a person who was erased: the page has words for it. */
export function shownName(person: { readonly firstName: string; readonly lastName: string }): string {
  const initial = [...person.lastName.trim()][0];
  return initial ? `${person.firstName} ${initial}.` : person.firstName;
}
