"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, useContext, useState } from "react";
import { isRefusal } from "#components/api/client.ts";
import { ToastHost } from "#components/ui/toast.tsx";

const Nonce = createContext("");

/** The nonce of the content security policy, for libraries that add style elements. */
export const useNonce = () => useContext(Nonce);

/** Provides what every screen needs: server state, toasts and the nonce. */
export function Providers({ nonce, children }: { nonce: string; children: React.ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 30_000,
            retry: (failures, error) => failures < 1 && !isRefusal(error),
            refetchOnWindowFocus: false,
          },
        },
      }),
  );
  // The browser applies the policy of the first document. A page that is refreshed in place brings another nonce, which
  // would not match.
  const [documentNonce] = useState(nonce);
  return (
    <Nonce value={documentNonce}>
      <QueryClientProvider client={client}>
        <ToastHost>{children}</ToastHost>
      </QueryClientProvider>
    </Nonce>
  );
}
