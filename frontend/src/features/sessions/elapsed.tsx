import { useFormats } from "@/i18n/formats";
import { useNow } from "@/ui/now";

/** How long ago something began, counting while one looks. */
export function Elapsed({ since }: { since: string }) {
  const { duration } = useFormats();
  return <time dateTime={since}>{duration((useNow() - Date.parse(since)) / 1000)}</time>;
}
