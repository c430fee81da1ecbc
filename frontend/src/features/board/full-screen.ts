/** A screen that hangs on a wall: all of it, and awake. Both are comforts that may be refused. */
import { useEffect } from "react";

export function fillScreen(): void {
  void document.documentElement.requestFullscreen?.().catch(() => {});
}

export function leaveFullScreen(): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
}

/** Keep the device from going dark while this is shown. */
export function useWakefulness(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const ask = async () => {
      // The browser takes it away whenever the page is hidden.
      if (!document.hidden) lock = await navigator.wakeLock?.request("screen");
    };
    const askQuietly = () => void ask().catch(() => {});
    askQuietly();
    document.addEventListener("visibilitychange", askQuietly);
    return () => {
      document.removeEventListener("visibilitychange", askQuietly);
      void lock?.release();
    };
  }, []);
}
