"""What leaves the process: mail, paper, files, jobs."""
