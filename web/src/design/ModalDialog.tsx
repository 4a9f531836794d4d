import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** Keeps the focus inside, gives it back, and closes with Escape. */
export function ModalDialog(props: { title: string; close: () => void; children: ReactNode }) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.close();
      }}
    >
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
