import assert from 'node:assert/strict';
import { noOptions, readBlockOptions } from '../../../src/core/blockOptions';
import { UserError } from '../../../src/core/errors';
import { hiddenCharacters, lookAlikes, refuses } from '../../../src/core/hiddenCharacters';
import { highlightCode } from '../../../src/core/highlight';
import { highlightShell } from '../../../src/core/highlightShell';
import { parseSection } from '../../../src/core/markdown';
import { fillPlaceholders, findPlaceholders, maskPlaceholders } from '../../../src/core/placeholders';
import { tameHtml } from '../../../src/core/renderNote';

describe('options of a fence', () => {
  const read = (info: string) => {
    const { language, options, problems } = readBlockOptions(info);
    const changed = Object.fromEntries(Object.entries(options).filter(([key, value]) => (noOptions as unknown as Record<string, unknown>)[key] !== value));
    return { language, changed, problems: problems.map(problem => problem.code) };
  };
  const full = { name: 'web1', background: true, tty: true };

  it('are read in our form and in both of Runme', () => {
    assert.deepEqual(read('sh {name=web1 background tty confirm timeout=60s target=docker run=false on-error=continue}'),
      { language: 'sh', changed: { ...full, confirm: true, timeoutSeconds: 60, target: 'docker', run: false, onError: 'continue' }, problems: [] });
    assert.deepEqual(read('sh {"name":"web1","background":"true","interactive":"true"}'), { language: 'sh', changed: full, problems: [] });
    assert.deepEqual(read('sh {"name":"web1","background":true,"interactive":true}'), { language: 'sh', changed: full, problems: [] });
    assert.deepEqual(read('Bash name=web1 background=true interactive=true'), { language: 'bash', changed: full, problems: [] });
    assert.deepEqual(read('sh{name="web1"}'), { language: 'sh', changed: { name: 'web1' }, problems: [] });
    assert.deepEqual(read('{tty}'), { language: '', changed: { tty: true }, problems: [] });
    assert.deepEqual(read(''), { language: '', changed: {}, problems: [] });
  });

  it('know their units', () => {
    assert.deepEqual(['90', '60s', '2m', '1h', '1.5s'].map(text => readBlockOptions(`sh {timeout=${text}}`).options.timeoutSeconds), [90, 60, 120, 3600, 1.5]);
  });

  it('are diagnosed, never guessed', () => {
    assert.deepEqual(read('sh {nmae=web}').problems, ['block.optionUnknown']);
    assert.deepEqual(read('sh {constructor=1 __proto__=2}').problems, ['block.optionUnknown', 'block.optionUnknown']);
    assert.deepEqual(read('sh {timeout=0 target=moon tty=perhaps on-error=cry}'), { language: 'sh', changed: {}, problems: Array(4).fill('block.optionValue') });
    assert.deepEqual(read('sh {name=block-3}').problems, ['block.nameWrong']);
    assert.deepEqual(read('sh {name="a b"}').problems, ['block.nameWrong']);
    assert.deepEqual(read('sh {name}').problems, ['block.nameWrong']);
    assert.deepEqual(read('sh {tty tty=false}'), { language: 'sh', changed: {}, problems: ['block.optionTwice'] });
    assert.deepEqual(read('sh {"name":"a"').problems, ['block.optionsUnreadable']);
    assert.deepEqual(read('sh excludeFromRunAll=true promptEnv=no cwd=/tmp').problems, ['block.optionIgnored', 'block.optionIgnored', 'block.optionUnsupported']);
    assert.deepEqual(read('sh {figure=x}').problems, ['block.optionReserved']);
    assert.deepEqual(read('sh {interpreter=python3}'), { language: 'sh', changed: { run: false }, problems: ['block.interpreter'] });
  });
});

describe('placeholders', () => {
  const find = (text: string) => findPlaceholders(text).map(({ token, label, at }) => `${token} (${label}) ${at.map(place => place.start).join(',')}`);

  it('are found', () => {
    assert.deepEqual(find('docker stop <container id>'), ['<container id> (container id) 12']);
    assert.deepEqual(find('curl http://<ip>:8080/<ip>'), ['<ip> (ip) 12,22']);
    assert.deepEqual(find('hadoop@<master-dns>:~ --x=<y>'), ['<master-dns> (master dns) 7', '<y> (y) 26']);
    assert.deepEqual(find('docker push <user>/app:1'), ['<user> (user) 12']);
    assert.deepEqual(find('git config user.name "[your name]"'), ['[your name] (name) 22']);
    assert.deepEqual(find('docker logs [container id]'), ['[container id] (container id) 12']);
    assert.deepEqual(find('aws s3 mb s3://YOUR_BUCKET_NAME_HERE s3://YOUR-BUCKET'), ['YOUR_BUCKET_NAME_HERE (bucket name) 15', 'YOUR-BUCKET (bucket) 42']);
  });

  it('are told from tests, redirections, here-documents, variables, HTML and comments', () => {
    for (const text of ['[ -f x ] && y', '[[ a == b ]]', 'sort <in >out', 'sort <in>out', 'cat <<EOF\nx\nEOF', 'cat <<<word', 'diff <(a) <(b)', 'echo "<h1>hi</h1>"', 'cat > i.html <<E\n<!doctype html>\n<p>hi\nE', 'ls [abc]*', 'tr [a-z] [A-Z]', 'a[0]=1',
      'export YOUR_X=1', 'echo $YOUR_X ${YOUR_X}', 'awk "{ if ($1 < 5 && $2 > 3) print }"', 'echo 5<6>7', 'grep "[error msg]" f', '# see <file name>']) assert.deepEqual(find(text), [], text);
  });

  it('are filled as one word, in every kind of quotes', () => {
    const fill = (text: string, value: string) => fillPlaceholders(text, findPlaceholders(text), { '<a b>': value });
    assert.equal(fill('x <a b> y', "it's $(id)"), "x 'it'\\''s $(id)' y");
    assert.equal(fillPlaceholders("x <bob's ip> <a b>", findPlaceholders("x <bob's ip> <a b>"), { "<bob's ip>": '1', '<a b>': '2' }), "x '1' '2'");
    assert.equal(fill('x "a <a b> b"', '$x "'), 'x "a "\'$x "\'" b"');
    assert.equal(fill("x 'a <a b> b'", "it's"), "x 'a it'\\''s b'");
    assert.equal(fill('cat <<E\n<a b>\nE', '$x `y`'), 'cat <<E\n\\$x \\`y\\`\nE');
    assert.equal(fill("cat <<'E'\n<a b>\nE", '$x'), "cat <<'E'\n$x\nE");
    assert.equal(fill('x "$(y <a b>)"', 'z w'), 'x "$(y \'z w\')"');
    assert.equal(fill('x `y <a b>`', 'z-1'), 'x `y z-1`');
  });

  it('refuse what cannot be filled', () => {
    const code = (text: string, values: Record<string, string>) => {
      try {
        return fillPlaceholders(text, findPlaceholders(text), values);
      } catch (error) {
        return error instanceof UserError ? error.code : error;
      }
    };
    assert.equal(code('x <a b>', {}), 'placeholder.missing');
    assert.equal(code('x <a b>', { '<a b>': '  ' }), 'placeholder.missing');
    assert.equal(code('x <constructor>', {}), 'placeholder.missing');
    for (const value of ['a\nb', 'a\u001bb', 'a\u202eb', 'a\u0000', 'a\tb']) assert.equal(code('x <a b>', { '<a b>': value }), 'placeholder.control');
    assert.equal(code('x `y <a b>`', { '<a b>': '$(id)' }), 'placeholder.place');
    assert.equal(code('x "${y:-<a b>}"', { '<a b>': "'" }), 'placeholder.place');
    assert.equal(code('cat <<E\n<a b>\nrm x\nE', { '<a b>': 'E' }), 'placeholder.place');
  });

  it('leave a text of the same length for the parser', () => {
    const text = 'curl http://<ip>:8080 "[your name]"';
    const masked = maskPlaceholders(text, findPlaceholders(text));
    assert.equal(masked, 'curl http://xxxx:8080 "xxxxxxxxxxx"');
  });
});

describe('hidden characters', () => {
  it('keep a block from running', () => {
    for (const bad of ['\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u00ad', '\u001b', '\u0000', '\u0007', '\u007f', '\u009b', '\u2028', '\ufffd', '\u{e0041}', 'a\ufe0f', '\r']) assert.ok(refuses(`echo ${bad}x`), JSON.stringify(bad));
    assert.deepEqual(hiddenCharacters('a\u202eb'), [{ at: 1, length: 1, kind: 'bidi', code: 'U+202E' }]);
  });

  it('are not seen in plain text, tabs, accents and emoji', () => {
    for (const good of ['echo a\n\tb', 'echo é ü 日本 ✔️ 😀']) assert.equal(refuses(good), undefined);
  });

  it('are told from letters that look alike', () => {
    for (const odd of ['dосker ps', 'ls –la', 'echo “x”', 'echo\u00a0x', 'ｌs']) assert.ok(lookAlikes(odd).length > 0, odd);
    for (const plain of ['docker ps --all', 'echo "привет мир"', 'echo é']) assert.deepEqual(lookAlikes(plain), [], plain);
  });
});

describe('the HTML of a note', () => {
  const html = (text: string) => parseSection(text, 'a.md').html.trim();

  it('holds places for blocks and lines for scrolling', () => {
    assert.equal(html('# A\n\n```sh {name=x}\n<b>\n```\n\nsee `docker ps -a`\n\n- l\n'),
      '<h1 id="s-a" data-line="0">A</h1><div data-block="x" data-line="2"></div><p data-line="6">see <span data-block="block-2"><code>docker ps -a</code></span></p><ul data-line="8"><li data-line="8">l</li></ul>');
  });

  it('colours other code and escapes all', () => {
    assert.equal(html('```yaml\na: "<b>"\n```'), '<pre data-line="0" data-language="yaml"><code class="hljs"><span class="hljs-attr">a:</span> <span class="hljs-string">&quot;&lt;b&gt;&quot;</span>\n</code></pre>');
    assert.equal(html('```mermaid\na-->b\n```'), '<pre class="diagram" data-line="0" data-language="mermaid"><code class="hljs">a--&gt;b\n</code></pre>');
    assert.equal(html('```"><script>\nx\n```').includes('<script>'), false);
    assert.equal(html('    <b>x').includes('<b>'), false);
    assert.equal(highlightCode('<x>', 'nolanguage'), '&lt;x&gt;');
  });

  it('leaves pictures to the host and forgets comments, meta and forged blocks', () => {
    assert.equal(html('![a *b*](img/x.png "t")'), '<p data-line="0"><img data-src="img/x.png" alt="a b" title="t"></p>');
    assert.equal(tameHtml('a<!-- x --><meta http-equiv="refresh" content="0"><div DATA-BLOCK="x" data-line=3 data-blockade>b'), 'a<div data-x-BLOCK="x" data-x-line=3 data-blockade>b');
    assert.equal(tameHtml('<img src="x.png" srcset="y 2x" alt="z">'), '<img data-src="x.png" alt="z">');
    assert.equal(tameHtml('<!-- open <b>'), '');
    assert.equal(html('<details>\n<summary>s</summary>\n\n`x`\n\n</details>'), '<details>\n<summary>s</summary>\n<p data-line="3"><code>x</code></p></details>');
  });

  it('marks the slots in highlighted shell', () => {
    assert.equal(highlightShell('docker stop <container id> "<ip>"'), 'docker stop <span class="slot">&lt;container id&gt;</span> <span class="hljs-string">&quot;<span class="slot">&lt;ip&gt;</span>&quot;</span>');
    assert.equal(highlightShell('echo "<b>" && x'), '<span class="hljs-built_in">echo</span> <span class="hljs-string">&quot;<span class="slot">&lt;b&gt;</span>&quot;</span> &amp;&amp; x');
  });
});
