/** What a frame says of the meter, read only to be shown: sessions take theirs from the platform. */
export interface MeterReading {
  energyWh: number | null;
  powerW: number | null;
}

type Fields = Record<string, unknown>;

const REGISTER = "Energy.Active.Import.Register";
const POWER = "Power.Active.Import";

/** Find the register and the power in the payload of MeterValues or TransactionEvent. */
export function readMeter(payload: Fields): MeterReading {
  const samples = listOf(payload.meterValue).flatMap((value) => listOf(value.sampledValue));
  return { energyWh: find(samples, REGISTER), powerW: find(samples, POWER) };
}

function find(samples: readonly Fields[], measurand: string): number | null {
  // OCPP: a sample that names no measurand is the register; one with a phase is a part.
  const found = samples.findLast(
    (sample) => (sample.measurand ?? REGISTER) === measurand && sample.phase === undefined,
  );
  return found === undefined ? null : inBaseUnit(found);
}

function inBaseUnit(sample: Fields): number | null {
  const value = Number(sample.value);
  const { unit, multiplier } = { unit: sample.unit, ...fieldsOf(sample.unitOfMeasure) };
  if (Number.isNaN(value)) return null;
  const kilo = typeof unit === "string" && unit.startsWith("k") ? 1_000 : 1;
  return value * kilo * 10 ** (typeof multiplier === "number" ? multiplier : 0);
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields & { unit?: unknown; multiplier?: unknown } {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
