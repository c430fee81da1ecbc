"""The CVE-PRO cloud as a source: it can only be asked, and what it says becomes our reports."""
