/** The addresses of firmware: images, and campaigns. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const images = createRoute({
  getParentRoute: () => signedIn,
  path: "/firmware",
  component: laterPage(() => import("./images-page"), "ImagesPage"),
});

const campaigns = createRoute({
  getParentRoute: () => signedIn,
  path: "/firmware/campaigns",
  component: laterPage(() => import("./campaigns-page"), "CampaignsPage"),
});

const newCampaign = createRoute({
  getParentRoute: () => signedIn,
  path: "/firmware/campaigns/new",
  component: laterPage(() => import("./new-campaign-page"), "NewCampaignPage"),
});

const campaign = createRoute({
  getParentRoute: () => signedIn,
  path: "/firmware/campaigns/$campaignId",
  component: laterPage(() => import("./campaign-page"), "CampaignPage"),
});

export const maintenanceRoutes = [images, campaigns, newCampaign, campaign] as const;
