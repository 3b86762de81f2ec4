// On a phone the menu is one row that scrolls: the present page must be in sight.
document.querySelector('.navigation [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
