/** On a machine that does other things, too. */
exports.PATIENCE = 90_000;

/** Waits until a check gives something, and returns that. */
exports.until = async (what, check, patience = exports.PATIENCE) => {
  const end = Date.now() + patience;
  for (;;) {
    const value = await check();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`never: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
