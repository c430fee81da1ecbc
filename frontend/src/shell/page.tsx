import { useEffect, type ReactNode } from "react";

interface PageProps {
  title: string;
  /** Above the title: where this page belongs. */
  back?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  /** Below the title. */
  summary?: ReactNode;
  /** Uses a wall screen to its edges; what is read line by line does not. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every page: its title, what can be done, its content. */
export function Page({ title, back, actions, summary, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · SIGEC-VE`;
  }, [title]);
  return (
    <main
      id="content"
      tabIndex={-1}
      className={`px-4 pt-4 pb-28 outline-none md:px-8 md:pt-8 md:pb-12 ${wide ? "" : "max-w-[88rem]"}`}
    >
      {back !== undefined && <div className="mb-2">{back}</div>}
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {summary !== undefined && <div className="mt-1 text-sm text-muted">{summary}</div>}
        </div>
        {actions !== undefined && <div className="flex gap-2">{actions}</div>}
      </div>
      {children}
    </main>
  );
}
