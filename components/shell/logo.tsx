/** The logo: an L with a point. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="flex-none text-primary">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <g className="text-primary-content" stroke="currentColor" fill="none">
        <path d="M11.5 8v11.2a3.3 3.3 0 0 0 3.3 3.3h1.7" strokeWidth="3" strokeLinecap="round" />
        <circle cx="21.6" cy="22.3" r="2.1" fill="currentColor" stroke="none" />
      </g>
    </svg>
  );
}
