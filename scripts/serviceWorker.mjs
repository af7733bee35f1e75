/**
 * A webpack plugin that tells the service worker which files there are: all that is built, each with a digest of its content, so
 * that a version is kept whole or not at all.
 */
import { createHash } from 'node:crypto';

/** What stands in the script for the list. */
const PLACE = 'self.__FILES';

/** Another content has another name. */
const HASHED = /[0-9a-f]{16,}\.\w+$/;

export class ServiceWorkerPlugin {
  /** @param {string} script name of the service worker among what is built */
  constructor(script) {
    this.script = script;
  }

  apply(compiler) {
    const name = ServiceWorkerPlugin.name;
    const { Compilation, sources, WebpackError } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      // Names and contents are final by then.
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name, stage }, (assets) => {
        const source = assets[this.script].source().toString();
        if (source.split(PLACE).length !== 2)
          compilation.errors.push(new WebpackError(`${this.script} names ${PLACE} not once.`));
        const files = Object.keys(assets)
          // Licences are read where they are hosted.
          .filter((file) => file !== this.script && !file.endsWith('.txt'))
          .sort()
          .map((file) => entryOf(file, assets[file].buffer()));
        const list = JSON.stringify(files);
        compilation.updateAsset(this.script, new sources.RawSource(source.replace(PLACE, () => list)));
      });
    });
  }
}

/**
 * A file as the service worker keeps it.
 *
 * @param {string} url
 * @param {Buffer} content
 */
export function entryOf(url, content) {
  const digest = createHash('sha384').update(content).digest('base64');
  return { url, revision: HASHED.test(url) ? null : digest, integrity: `sha384-${digest}` };
}
