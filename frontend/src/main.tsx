import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "@/api/query-client";
import { startTranslations } from "@/i18n";
import { fetchPagesAhead, router } from "@/router";
import { rememberedBrand, showColor } from "@/features/tenants/brand";
import { keepApplication } from "@/shell/app-version";
import { currentTheme, switchTheme } from "@/ui/theme";
import "./app.css";

switchTheme(currentTheme());
showColor(rememberedBrand()?.color ?? null);
await startTranslations();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);

fetchPagesAhead();
keepApplication();
