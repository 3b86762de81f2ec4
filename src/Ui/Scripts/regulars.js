import './requests.js';
import './dialogs.js';
import './forms.js';
import './charts.js';
