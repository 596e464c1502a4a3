/** The style of the page: two schemes of colours with a contrast of at least 4.5, one column on a phone. */
export const pageStyle: string = `:root{color-scheme:light dark;--back:#fff;--text:#1c2127;--soft:#56616c;--line:#d5dbe1;--code:#f3f5f7;--link:#0b57d0;--get:#0a6338;--post:#8a3b00}
@media(prefers-color-scheme:dark){:root{--back:#12161a;--text:#e4e8ec;--soft:#a4aeb8;--line:#333c45;--code:#1b2128;--link:#8ab4f8;--get:#7bd3a2;--post:#f0b27a}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header,main,nav{padding:1rem 1.25rem}main{padding-top:0}
header>*,main>*{max-width:56rem}
h1{margin:.5rem 0;font-size:1.9rem;line-height:1.2}
h2{margin:2rem 0 .5rem;font-size:1.45rem}
h3{margin:1.5rem 0 .4rem;font-size:1.05rem;line-height:1.4}
h4{margin:1.1rem 0 .3rem;font-size:.95rem}
p,ul{margin:.5rem 0}
ul{padding-left:1.25rem}
code{font:.92em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.4rem 0 .8rem;padding:.7rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--code);border:1px solid var(--line);border-radius:.4rem;font-size:.9rem}
pre i{color:var(--soft);font-style:normal}
.copy code{user-select:all}
article h3{margin-top:0}
article{margin:1.25rem 0;padding:1.25rem 0;border-top:1px solid var(--line)}
b.get{color:var(--get)}
b.post{color:var(--post)}
table{width:100%;border-collapse:collapse;font-size:.95rem}
th,td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--soft);font-weight:600}
summary{padding:.3rem 0;cursor:pointer;font-weight:600}
nav{border-bottom:1px solid var(--line);font-size:.92rem}
nav ul{margin:.2rem 0 .8rem;padding:0;list-style:none}
nav li{padding:.12rem 0;line-height:1.4}
nav h2{margin:.6rem 0 .2rem;font-size:.95rem}
nav a{text-decoration:none}
nav code{display:flex;gap:.7em}
nav b{min-width:2.5em}
nav a:hover{text-decoration:underline}
@media(min-width:68rem){body{display:grid;grid-template:auto 1fr/22rem 1fr}
header{grid-column:2}main{grid-column:2;min-width:0}
nav{grid-area:1/1/3/2;position:sticky;top:0;height:100vh;overflow-y:auto;border:0;border-right:1px solid var(--line)}}
@media print{nav{display:none}}`;
