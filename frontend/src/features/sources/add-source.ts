/** Store an account and say which of its chargers belong here: what the wizard ends with. */
import { chooseCharger, createSource, fetchChargers, type NewSource, type Source } from "./queries";

export interface Choice {
  externalId: string;
  name: string | null;
  siteId: string | null;
}

export interface Added {
  source: Source;
  chosen: number;
  /** Why not all chargers were chosen; the source is there all the same. */
  failure: Error | null;
}

const LOOK_EVERY_MS = 1_000;
const LOOKS_MAX = 45;

/** The cloud did not list the chargers in time. */
export class NotListedYet extends Error {
  override readonly name = "NotListedYet";
}

/**
 * Store the account, wait until the platform has listed its chargers, and choose.
 *
 * @throws ApiProblem when the account could not be stored; nothing is there then.
 */
export async function addSource(
  draft: NewSource,
  choices: readonly Choice[],
  tenantId: string | null,
  key: string,
): Promise<Added> {
  const source = await createSource(draft, tenantId, key);
  let chosen = 0;
  try {
    const ids = choices.length > 0 ? await waitForChargers(source.id, choices) : new Map();
    for (const { externalId, name, siteId } of choices) {
      await chooseCharger(source, ids.get(externalId), { name, site_id: siteId });
      chosen += 1;
    }
  } catch (failure) {
    return { source, chosen, failure: failure as Error };
  }
  return { source, chosen, failure: null };
}

async function waitForChargers(sourceId: string, choices: readonly Choice[]) {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const chargers = await fetchChargers(sourceId);
    const ids = new Map(chargers.map(({ external_id, id }) => [external_id, id]));
    if (choices.every(({ externalId }) => ids.has(externalId))) return ids;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new NotListedYet();
}
