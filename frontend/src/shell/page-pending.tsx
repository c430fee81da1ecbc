import { Loading, Skeleton } from "@/ui/skeleton";

/** The outline of a page whose code is still on its way. */
export function PagePending() {
  return (
    <Loading className="grid gap-6 p-4 md:p-8">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-64 w-full" />
    </Loading>
  );
}
