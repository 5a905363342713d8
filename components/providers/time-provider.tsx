"use client";

import { IntlProvider, useLocale } from "next-intl";
import { startTransition, useEffect, useState } from "react";

const MINUTE = 60_000;

/**
 * The moment and the time zone that ages and dates are shown by.
 * The first picture is drawn with the server's moment and the workspace's zone, on the server and in the
 * browser alike, so that both write the same words; from then on with the person's own, each minute anew.
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
    // Without a transition, parts of the page that are not hydrated yet would be rendered anew, and what was typed
    // there already would be lost.
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
