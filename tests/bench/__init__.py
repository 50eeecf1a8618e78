"""Speed and memory, shown as ratios in one run; never a test that fails on a slow machine."""
