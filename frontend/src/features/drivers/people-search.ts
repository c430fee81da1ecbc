/** Which people are shown; it lives in the address of the page. */
export interface PeopleSearch {
  search?: string;
}

export function readPeopleSearch({ search }: Record<string, unknown>): PeopleSearch {
  return typeof search === "string" && search !== "" ? { search } : {};
}
