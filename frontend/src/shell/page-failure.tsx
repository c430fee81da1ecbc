import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { FailureNotice } from "@/ui/notice";

/** A page that broke or could not be loaded, with a way to try again. */
export function PageFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main>
      <FailureNotice error={error} onRetry={() => void router.invalidate()} />
    </main>
  );
}
