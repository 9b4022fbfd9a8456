// The language of the browser, if the site has it; else its first.
'use strict';

const primary = (code) => code.toLowerCase().split('-')[0];
const choices = [...document.querySelectorAll('[data-choice]')];
const wanted = navigator.languages.map(primary);
const found = wanted.map((code) => choices.find((link) => primary(link.dataset.choice) === code)).find(Boolean);
location.replace((found ?? choices[0]).href);
