// The filters work by style alone; this counts what is shown and hides what has become empty.
(function () {
  var form = document.getElementById('filters');
  var count = document.getElementById('shown');
  if (!form || !count) return;
  var findings = Array.prototype.slice.call(document.querySelectorAll('.finding'));
  function update() {
    var shown = 0;
    Array.prototype.forEach.call(document.querySelectorAll('[data-emptied]'), function (e) { e.hidden = false; e.removeAttribute('data-emptied'); });
    findings.forEach(function (f) { if (getComputedStyle(f).display !== 'none') { shown += 1; f.dataset.on = '1'; } else { delete f.dataset.on; } });
    Array.prototype.forEach.call(document.querySelectorAll('article'), function (a) {
      if (!a.querySelector('.finding[data-on]')) { a.hidden = true; a.setAttribute('data-emptied', ''); }
    });
    count.textContent = count.dataset.label + ' ' + shown + ' ' + count.dataset.of + ' ' + findings.length;
  }
  form.addEventListener('change', update);
  form.addEventListener('reset', function () { setTimeout(update, 0); });
  count.hidden = false;
  update();
})();
