import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/http/request-locale.ts",
  // Compiled at build time, so that browsers need no parser of ICU messages (and read through the alias below).
  experimental: {
    messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true },
  },
});

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // A trailing slash is the same resource, without a redirect.
  skipTrailingSlashRedirect: true,
  // No screen has pictures that Next would resize, and it would do so for anyone who asks.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "postgres", "@node-rs/argon2", "pino", "prom-client", "eld"],
  // `npm run check` does that, and a build must not depend on the editor's plugins.
  typescript: { ignoreBuildErrors: true },
  turbopack: { resolveAlias: { "#lib/i18n/catalogues.ts": "./lib/i18n/compiled-catalogues.ts" } },
};

export default withNextIntl(config);
