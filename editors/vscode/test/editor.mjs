// A real VS Code: its server with the .vsix installed, and a browser in front of it.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { PATIENCE, until } from "./until.js";

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "editor.minimap.enabled": false,
  "editor.wordWrap": "on",
  "editor.fontSize": 15,
  "editor.hover.delay": 200,
  "editor.scrollbar.vertical": "hidden",
  "editor.overviewRulerBorder": false,
  "diffEditor.renderOverviewRuler": false,
  "window.commandCenter": false,
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
};

const freePort = () =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

export class Editor {
  /** `options`: `trusted`, whether the workspace is; `locale`, the editor's language; `host`, whether `host` may be called. */
  static async start(work, chromium, workspace, options = {}) {
    const editor = new Editor();
    const home = fs.mkdtempSync(path.join(work, "home-"));
    Object.assign(editor, { work, home, workspace, port: await freePort() });
    const code = path.join(work, "editor/node_modules/code-server/lib/vscode/out/server-main.js");
    fs.mkdirSync(path.join(home, "data/User"), { recursive: true });
    editor.settingsFile = path.join(home, "data/User/settings.json");
    editor.settings({});
    const folders = ["--server-data-dir", "srv", "--user-data-dir", "data", "--extensions-dir", "ext"];
    const common = [code, "--accept-server-license-terms", "--telemetry-level", "off"];
    for (let i = 0; i < folders.length; i += 2) {
      common.push(folders[i], path.join(home, folders[i + 1]));
    }
    editor.report = path.join(home, "host-report");
    const env = { ...process.env, HOME: home, TMPDIR: home, MOTJUSTE_HOST_REPORT: editor.report };
    const vsix = path.join(work, "motjuste.vsix");
    const install = spawnSync(process.execPath, [...common, "--install-extension", vsix], { env, encoding: "utf8" });
    if (install.status !== 0) {
      throw new Error(`the .vsix cannot be installed: ${install.stdout}${install.stderr}`);
    }
    const trust = options.trusted === false ? [] : ["--disable-workspace-trust"];
    const listen = ["--host", "127.0.0.1", "--port", String(editor.port), "--without-connection-token"];
    if (options.host) {
      // Lets a window run tests in its extension host, and shows no notifications.
      listen.push("--enable-smoke-test-driver");
    }
    const log = fs.openSync(path.join(work, "editor.log"), "w");
    editor.server = spawn(process.execPath, [...common, ...listen, ...trust], {
      env,
      stdio: ["ignore", log, log],
      detached: true,
    });
    await until("the editor's server answers", () =>
      fetch(`http://127.0.0.1:${editor.port}/version`).then(
        (r) => r.ok,
        () => false,
      ),
    );
    // Its last words tell why a browser ended; playwright keeps neither them nor the exit status.
    editor.browserLog = path.join(work, "browser.log");
    fs.writeFileSync(editor.browserLog, "");
    const wrapper = path.join(home, "chromium");
    const words = `#!/bin/sh\n"${chromium}" "$@" 2>>"${editor.browserLog}"\necho "exit status $?" >>"${editor.browserLog}"\n`;
    fs.writeFileSync(wrapper, words, { mode: 0o755 });
    const { chromium: browser } = createRequire(path.join(work, "editor/package.json"))("playwright-core");
    editor.browser = await browser.launchPersistentContext(path.join(home, "browser"), {
      executablePath: wrapper,
      handleSIGTERM: false,
      handleSIGINT: false,
      handleSIGHUP: false,
      headless: true,
      viewport: { width: 1180, height: 760 },
      locale: options.locale ?? "en-GB",
      colorScheme: "light",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    });
    editor.page = editor.browser.pages()[0] ?? (await editor.browser.newPage());
    editor.page.setDefaultTimeout(PATIENCE);
    editor.page.on("crash", () => (editor.loss ??= "the page crashed"));
    editor.page.on("close", () => (editor.loss ??= "the page was closed"));
    editor.browser.on("close", () => (editor.loss ??= "the browser ended"));
    if (options.locale) {
      // What a language pack sets in a packaged VS Code; extensions take their language from it.
      await editor.page.addInitScript((locale) => {
        globalThis._VSCODE_NLS_LANGUAGE = locale;
      }, options.locale);
    }
    await editor.open(workspace);
    return editor;
  }

  /** How the browser was lost, where it was. */
  async lost() {
    if (!this.loss) {
      return undefined;
    }
    // The wrapper writes the exit status a moment after the connection is gone.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const said = fs.readFileSync(this.browserLog, "utf8").trim().split("\n").slice(-8);
    const memory = /^MemAvailable.*$/m.exec(fs.readFileSync("/proc/meminfo", "utf8"))?.[0];
    return [this.loss, ...said, memory].join("\n");
  }

  /** What VS Code finds when it is opened the next time: it does not look at this file while it runs. */
  settings(more) {
    fs.writeFileSync(this.settingsFile, JSON.stringify({ ...SETTINGS, ...more }, null, 2));
  }

  async open(folder) {
    const url = `http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}`;
    await this.page.goto(url, { waitUntil: "domcontentloaded" });
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  /**
   * Runs a suite (a CommonJS module with `run`) in the extension host of another window, with the extension as it stands in
   * `extension`. Returns its report and whether all passed.
   */
  async host(extension, suite, folder) {
    const page = await this.browser.newPage();
    try {
      const ended = new Promise((resolve) => {
        void page.exposeFunction("codeAutomationLog", () => undefined);
        void page.exposeFunction("codeAutomationExit", resolve);
      });
      const at = (file) => `vscode-remote://127.0.0.1:${this.port}${file}`;
      const payload = [
        ["extensionDevelopmentPath", at(extension)],
        ["extensionTestsPath", at(suite)],
        ["skipWelcome", "true"],
      ];
      const query = `folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      await page.goto(`http://127.0.0.1:${this.port}/?${query}`, { waitUntil: "domcontentloaded" });
      const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3 * PATIENCE, "no end"))]);
      return { passed: code === 0, report: fs.existsSync(this.report) ? fs.readFileSync(this.report, "utf8") : `exit: ${code}\n` };
    } finally {
      await page.close();
    }
  }

  /** Does something, again if need be, until something is there: under load a key press can be lost. */
  async insist(act, locator, times = 20, patience = 5_000) {
    for (let i = 0; ; i++) {
      await act();
      try {
        await locator.waitFor({ timeout: patience });
        return;
      } catch (error) {
        if (i >= times) {
          throw error;
        }
      }
    }
  }

  async openFile(name) {
    const row = this.page.locator(".quick-input-list .monaco-list-row").first();
    const tab = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    await this.insist(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+p");
      // By its whole path: a file that is new is not yet among those that are searched by name.
      await this.page.locator(".quick-input-widget:visible input").fill(path.join(this.workspace, name));
      await row.filter({ hasText: name }).waitFor({ timeout: 10_000 }).catch(() => undefined);
      await this.page.keyboard.press("Enter");
    }, tab);
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Runs a command from the palette, by the beginning of its title. */
  async command(title) {
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
    await this.insist(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      await this.page.locator(".quick-input-widget:visible input").fill(`>${title}`).catch(() => undefined);
    }, row);
    await row.click();
  }

  /** Chooses a row of the menu in front. */
  async choose(text) {
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first();
    await row.waitFor();
    await row.click();
  }

  /** The text of the editor in front, as far as it is on the screen. */
  async text() {
    const lines = await this.page.locator(".editor-instance .view-lines").first().innerText();
    return lines.replaceAll("\u00a0", " ");
  }

  async squiggles(severity = "error") {
    return this.page.locator(`.editor-instance .squiggly-${severity}`).count();
  }

  disk(name) {
    const file = path.join(this.workspace, name);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  }

  async saved(name, needle) {
    await this.page.keyboard.press("Control+s");
    await until(`${name} has ${needle}; it is:\n${this.disk(name)}`, () => this.disk(name).includes(needle), 30_000);
  }

  /** The processes of the language server that this editor started. */
  servers() {
    const own = path.join(this.home, "ext");
    const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => {
      try {
        const [program = "", argument] = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return program.startsWith(own) && argument === "lsp";
      } catch {
        return false;
      }
    });
  }

  /** Remembers from now on what a screen reader is told. */
  async listen() {
    await this.page.evaluate(() => {
      globalThis.announced = [];
      const regions = document.querySelectorAll("[aria-live], [role=alert], [role=status]");
      const hear = (changes) => globalThis.announced.push(...changes.map((c) => c.target.textContent));
      regions.forEach((r) => new MutationObserver(hear).observe(r, { childList: true, characterData: true, subtree: true }));
    });
  }

  /** What a screen reader was told since `listen`. */
  async announced() {
    return (await this.page.evaluate(() => globalThis.announced.join("\n"))).replaceAll("\u00a0", " ");
  }

  /** `shown`: the part of the screen (x, y, width, height) that the READMEs and the walkthrough show. */
  async picture(name, shown) {
    const folder = path.join(this.work, "screenshots");
    fs.mkdirSync(path.join(folder, "walkthrough"), { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
    if (shown) {
      const [x, y, width, height] = shown;
      await this.page.screenshot({ path: path.join(folder, "walkthrough", `${name}.png`), clip: { x, y, width, height } });
    }
  }

  /** Chooses a colour theme by the keyboard. `kind`: the class that VS Code gives to its window. */
  async theme(label, kind) {
    await this.command("Preferences: Color Theme");
    await this.page.locator(".quick-input-widget:visible input").fill(label);
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: label });
    await row.waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  async stop() {
    this.loss ??= "it was stopped";
    await this.browser?.close().catch(() => undefined);
    try {
      process.kill(-this.server.pid);
    } catch {
      // It ended by itself.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  }
}
