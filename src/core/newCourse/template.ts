import { courseYaml, idFrom, type NewCourse } from './newFiles';

const lab = `---
title: Your first lab
lab: L1
minutes: 5
targets: [shell]
needs:
  tools: [sort, wc]
  images: []
  ports: []
  network: none
---

# Your first lab

Three files and four commands: enough to see how a lab is made. Run the blocks, look at the results, then write your own in their place.

**What you need.** Nothing but a terminal. It costs nothing.

## Make something

\`\`\`sh {name=l1-write check='file words.txt present contains "banana"'}
printf 'cherry\\napple\\nbanana\\n' > words.txt
printf 'date\\n' > more.txt
\`\`\`

\`\`\`yaml {check=l1-more}
claim: There is a second file of words
file: { path: more.txt, state: present }
\`\`\`

The words stand in the files in the order in which they were written.

## Change it

Now put them in order.

\`\`\`sh {name=l1-sort}
sort words.txt more.txt > sorted.txt
cat sorted.txt
\`\`\`

\`\`\`yaml {check=l1-sorted}
claim: The words are in order
file: { path: sorted.txt, matches: '^apple\\nbanana\\ncherry\\ndate\\n$' }
hint: sort writes to the screen unless > sends it to a file.
\`\`\`

## Count

\`\`\`sh {name=l1-count check='output contains "4"'}
wc -l sorted.txt
\`\`\`

<details>
<summary>What did the check look at?</summary>

For the files: the files themselves. A check asks what is there, never what was typed, so any way to the goal counts.

</details>

## Clean up

The block removes what this lab has made, each thing by its name.

\`\`\`sh {name=cleanup cleanup on-error=continue}
rm -f words.txt sorted.txt more.txt
\`\`\`
`;

/** A course with one lab that passes its own checks on any machine with a shell. `name`: of its folder. */
export function templateCourse(name: string): NewCourse {
  const id = idFrom(name, 'course');
  const title = id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
  return {
    files: [{ path: 'course.yaml', text: courseYaml(id, title, [{ id: 'first-steps', title: 'First steps', sections: ['first-lab.md'] }]) }, { path: 'first-lab.md', text: lab }],
    left: [], counts: { sections: 1, blocks: 4, names: 0, checks: 4, cleanups: 1 },
  };
}
