import { AiPlaces } from "#components/settings/ai-places.tsx";

export default function AiLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <AiPlaces />
      {children}
    </>
  );
}
