import './requests.js';
import './dialogs.js';
import './forms.js';
import './navigation.js';
import './charts.js';
