// What this browser keeps, for good or as long as the tab is open. It may be set to keep nothing,
// have no room left, or hold something that cannot be read: reading then gives what is said
// otherwise, and writing says that it failed.

function storageNamed(name) {
  return {
    keys() {
      try {
        return Object.keys(window[name]);
      } catch {
        return [];
      }
    },

    read(key, otherwise) {
      try {
        return JSON.parse(window[name].getItem(key)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },

    write(key, value) {
      try {
        window[name].setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },

    forget(key) {
      try {
        window[name].removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },

    canKeep() {
      const canKeep = this.write("probe", true);
      this.forget("probe");
      return canKeep;
    },
  };
}

const device = storageNamed("localStorage");
const tab = storageNamed("sessionStorage");

function wipeDevice() {
  for (const storage of [device, tab]) storage.keys().forEach((key) => storage.forget(key));
}
