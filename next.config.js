import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/http/request-locale.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // A trailing slash is the same resource, without a redirect.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ["pg", "postgres", "@node-rs/argon2", "pino", "prom-client", "eld"],
  // `npm run check` does both, and a build must not depend on the editor's plugins.
  typescript: { ignoreBuildErrors: true },
  // Two servers of one checkout (development and the browser tests) need two folders.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
};

export default withNextIntl(config);
