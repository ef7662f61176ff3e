// oxlint-disable-next-line import/no-default-export -- what Next.js reads
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
