"use client";

import { IntlProvider, useLocale } from "next-intl";
import { startTransition, useEffect, useState } from "react";

const MINUTE = 60_000;

/**
 * Provides the time and the time zone for ages and dates. The first render uses the server's time and the workspace's
 * zone on both the server and the browser, so that their texts match. After that it uses the person's own zone, updated
 * every minute.
 */
export function TimeProvider({
  now,
  timeZone,
  children,
}: {
  now: Date;
  timeZone: string;
  children: React.ReactNode;
}) {
  const locale = useLocale();
  const [time, setTime] = useState({ now, timeZone });
  useEffect(() => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // Without a transition, parts of the page that are not hydrated yet would be rendered again, and text that was
    // already typed into them would be lost.
    const tick = () => startTransition(() => setTime({ now: new Date(), timeZone }));
    tick();
    const timer = setInterval(tick, MINUTE);
    return () => clearInterval(timer);
  }, []);
  return (
    <IntlProvider locale={locale} now={time.now} timeZone={time.timeZone}>
      {children}
    </IntlProvider>
  );
}
