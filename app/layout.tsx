import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { Providers } from "#components/providers/providers.tsx";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("common");
  return {
    title: { default: say("product"), template: `%s · ${say("product")}` },
    description: say("description"),
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "white" },
    { media: "(prefers-color-scheme: dark)", color: "black" },
  ],
};

const THEMES = new Set(["light", "dark"]);

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  // The nonce is new for each request and comes in the headers. Reading the headers makes every page dynamic.
  const [requestHeaders, cookieStore, locale] = await Promise.all([headers(), cookies(), getLocale()]);
  const theme = cookieStore.get("theme")?.value;
  const isNarrow = cookieStore.get("rail")?.value === "narrow";
  return (
    <html
      lang={locale}
      {...(theme && THEMES.has(theme) ? { "data-theme": theme } : {})}
      {...(isNarrow ? { "data-rail": "narrow" } : {})}
    >
      <body>
        <NextIntlClientProvider>
          <Providers nonce={requestHeaders.get("x-nonce") ?? ""}>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
