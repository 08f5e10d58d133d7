// What this browser keeps. It may be set to keep nothing, have no room left, or hold something that
// cannot be read: reading then gives what is said otherwise, and writing says that it failed.

const device = {
  read(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },

  write(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },

  canKeep() {
    const canKeep = this.write("probe", true);
    if (canKeep) localStorage.removeItem("probe");
    return canKeep;
  },

  // For good, what a tab keeps of its forms as well.
  wipe() {
    for (const storage of ["localStorage", "sessionStorage"]) {
      try {
        window[storage].clear();
      } catch {
        // Nothing was kept there.
      }
    }
  },
};
