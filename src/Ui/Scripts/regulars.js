import './requests.js';
import './dialogs.js';
import './forms.js';
import './keypad.js';
import './typing.js';
import './navigation.js';
import './charts.js';
