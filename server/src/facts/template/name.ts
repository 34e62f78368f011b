/** Endings of templates: `bootstrap.ps1.tpl`, `setup.cmd.j2`, `autounattend.xml.tftpl`. What is left tells the language. */
export const templateEnding = /\.(?:tpl|tftpl|tmpl|template|j2|jinja2?|erb|epp|gotmpl|pkrtpl(?:\.hcl)?)$/i;

/** Whether the name says that a template engine has to run first: what looks wrong may be a directive for it. */
export const namesTemplate = (path: string): boolean => templateEnding.test(path);
