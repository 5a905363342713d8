"use client";

import { onDemand } from "#components/ui/on-demand.tsx";

export const Background = onDemand(() => import("./background.tsx").then((part) => part.Background));
