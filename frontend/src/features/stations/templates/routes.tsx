/** The addresses of templates of settings. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: "/variable-templates",
  component: laterPage(() => import("./templates-page"), "TemplatesPage"),
});

const newTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: "/variable-templates/new",
  component: laterPage(() => import("./template-page"), "NewTemplatePage"),
});

const template = createRoute({
  getParentRoute: () => signedIn,
  path: "/variable-templates/$templateId",
  component: laterPage(() => import("./template-page"), "TemplatePage"),
});

export const templateRoutes = [templates, newTemplate, template] as const;
