/** The addresses of notices: one's own, and how the condominium sends them. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";
import { readNoticeSearch } from "./notice-search";

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/notices",
  component: laterPage(() => import("./inbox-page"), "InboxPage"),
});

const preferences = createRoute({
  getParentRoute: () => signedIn,
  path: "/notices/preferences",
  component: laterPage(() => import("./preferences-page"), "PreferencesPage"),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/notice-settings",
  validateSearch: readNoticeSearch,
  component: laterPage(() => import("./settings-page"), "NoticeSettingsPage"),
});

const channel = createRoute({
  getParentRoute: () => signedIn,
  path: "/notice-settings/channels/$channel",
  component: laterPage(() => import("./channel-page"), "ChannelPage"),
});

const kind = createRoute({
  getParentRoute: () => signedIn,
  path: "/notice-settings/kinds/$kind",
  component: laterPage(() => import("./kind-page"), "KindPage"),
});

export const noticeRoutes = [inbox, preferences, settings, channel, kind] as const;
