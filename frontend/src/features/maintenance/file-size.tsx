import { useTranslation } from "react-i18next";

const STEP = 1024;
const UNITS = ["B", "KiB", "MiB", "GiB"] as const;

/** How large a file is, in the largest unit of which it has one. */
export function FileSize({ bytes }: { bytes: number }) {
  const { i18n } = useTranslation();
  const power = bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP));
  const place = Math.min(power, UNITS.length - 1);
  const digits = { maximumFractionDigits: place === 0 ? 0 : 1 };
  const size = new Intl.NumberFormat(i18n.language, digits).format(bytes / STEP ** place);
  return <span className="whitespace-nowrap">{`${size} ${UNITS[place]}`}</span>;
}
