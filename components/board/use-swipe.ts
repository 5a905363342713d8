import { useRef } from "react";

/** The minimum horizontal distance of a swipe in pixels, and its minimum ratio to the vertical distance. */
const MIN_DISTANCE = 56;
const STEEPNESS = 2;
/** Milliseconds. A slower gesture is no swipe. */
const MAX_DURATION = 600;

type Start = { x: number; y: number; at: number };

/** Reports horizontal swipes: 1 for the next item, -1 for the previous one. */
export function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const start = useRef<Start>(undefined);
  return {
    onTouchStart: ({ touches, timeStamp }: React.TouchEvent) => {
      const touch = touches[0];
      start.current =
        touch && touches.length === 1 ? { x: touch.clientX, y: touch.clientY, at: timeStamp } : undefined;
    },
    onTouchEnd: ({ changedTouches, timeStamp }: React.TouchEvent) => {
      const touch = changedTouches[0];
      if (!start.current || !touch || timeStamp - start.current.at > MAX_DURATION) return;
      const [across, down] = [touch.clientX - start.current.x, touch.clientY - start.current.y];
      if (Math.abs(across) < MIN_DISTANCE || Math.abs(across) < STEEPNESS * Math.abs(down)) return;
      onSwipe(across < 0 ? 1 : -1);
    },
  };
}
